# says: [('blocked', 'running')], not []
POSSIBLE = [{"ready", "running"}, {"running", "blocked"}, {"blocked", "ready"}]


def impossible(states):
    return [
        (before, after)
        for before, after in zip(states, states[1:])
        if before != after and {before, after} not in POSSIBLE
    ]
