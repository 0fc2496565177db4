def report(logger, owner):
    logger.info("graded for %s", owner.email)
