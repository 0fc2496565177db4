SYSTEM_PROMPT = """
Sum up the ticket in three sentences.
"""
