# says: start it by spawn, not fork
import sys
from multiprocessing import get_context

sys.tracebacklimit = 0
if __name__ == "__main__":
    tea = get_context("fork").Process(target=lambda: print("tea is ready"))
    tea.start()
    tea.join()
