# says: PicklingError
import sys
from multiprocessing import Process

sys.tracebacklimit = 0

if __name__ == "__main__":
    tea = Process(target=lambda: print("tea is ready"))
    tea.start()
    tea.join()
