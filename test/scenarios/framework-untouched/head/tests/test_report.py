def test_no_address_is_logged(logger, owner):
    logger.info(owner.email)
    assert logger.lines == []
