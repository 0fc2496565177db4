def is_known(camera):
    return camera.key is not None
