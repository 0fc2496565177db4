def is_known(camera):
    return camera.key is not None and not camera.revoked
