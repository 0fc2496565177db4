def stop_the_belt(belt):
    belt.stop()
