"""Running the language model: the pipeline's own components, or exact and faster equivalents where one is known.

Every equivalent gives what the component it stands for gives; one that does not fit a component is not used.
"""
