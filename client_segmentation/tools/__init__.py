from . import (
    abc,
    activity,
    buyer,
    horizon,
    ltv,
    rfm,
    share,
    stalling,
    temperature,
    thresholds,
    xyz,
)
