"""When the client of an opportunity is going to buy."""

# The most pressing comes first. MAX() of the values is the most pressing one, too:
# that is what the SQL relies on.
PURCHASE_TIMINGS = [
    ("urgent", "Urgent"),
    ("scheduled", "Scheduled"),
    ("researching", "Researching"),
]
