"""The pipeline that makes Stepwise's repair model: collect, mutate, pack, train, evaluate, export."""
