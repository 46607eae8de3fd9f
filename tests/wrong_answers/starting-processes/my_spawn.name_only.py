# says: the child starts a child
import sys
from multiprocessing import Process

sys.tracebacklimit = 0


def make_tea():
    print("tea is ready")


tea = Process(target=make_tea)
tea.start()
tea.join()
