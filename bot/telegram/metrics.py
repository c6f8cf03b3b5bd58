"""What is counted of the bot at work, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
UPDATES = Counter("planbot_updates_total", "Updates worked, by kind", ["kind"], registry=REGISTRY)
ANSWERS = Counter("planbot_answers_total", "Answers given, by outcome", ["outcome"], registry=REGISTRY)
ERRORS = Counter("planbot_errors_total", "Updates that failed", registry=REGISTRY)
WAITING = Gauge("planbot_journal_waiting", "Updates journalled and not yet worked", registry=REGISTRY)
SECONDS = Histogram(
    "planbot_answer_seconds",
    "Time to answer a question, sending not counted",
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30),
    registry=REGISTRY,
)
WORK = Histogram(
    "planbot_update_seconds",
    "Time to work an update, sending counted, waiting before it not",
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30, 300),
    registry=REGISTRY,
)
