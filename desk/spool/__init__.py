"""The durable print queue: routes orders to stations, drives one worker per printer, tells the truth about paper."""
