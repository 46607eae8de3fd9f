# says: exit codes should be [3, 4, 5], not [5, 4, 3]
import subprocess, sys, time


def run_all(file, dishes):
    ps = [subprocess.Popen([sys.executable, str(file), d]) for d in dishes]
    codes = []
    while ps:
        for p in ps[:]:
            if p.poll() is not None:
                codes.append(p.returncode)
                ps.remove(p)
    return codes
