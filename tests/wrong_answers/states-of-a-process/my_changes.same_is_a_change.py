# says: not [('blocked', 'blocked'), ('ready', 'ready')]
POSSIBLE = {
    ("ready", "running"),
    ("running", "ready"),
    ("running", "blocked"),
    ("blocked", "ready"),
}


def impossible(states):
    return [pair for pair in zip(states, states[1:]) if pair not in POSSIBLE]
