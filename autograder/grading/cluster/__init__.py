"""Notebooks run by the workers of a dask cluster, and judged there once, so that all that is called is known.

    grader                                    scheduler            worker
    PlanRunner --plan--> DaskMachines --bytes-----------------> run_plan --> PlanDesk: engine, keys
    judges again from the record <--evidence--bytes <----------

What travels is written down by the kit's own codec, and read with the caution of the pipe: dask's
envelopes hold nothing of a submission but `bytes`. Only `cluster` and `worker` know dask.
"""
