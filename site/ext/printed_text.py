"""What a cell prints comes in pieces, cut wherever the kernel's clock strikes: join them."""


def merge_streams(outputs):
    """Join the pieces of each stream: where they break depends on timing, not on the code."""
    merged = []
    streams = {}  # by name
    for output in outputs:
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
            continue
        if output.output_type == "stream":
            streams[output.name] = output
        merged.append(output)
    return merged
