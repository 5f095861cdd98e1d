"""The recipe of the embedded German-English model: prepare, train, average, evaluate, package."""
