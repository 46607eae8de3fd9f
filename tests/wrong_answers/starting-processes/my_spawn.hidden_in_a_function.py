# says: local object
import sys
from multiprocessing import Process

sys.tracebacklimit = 0


def main():
    def make_tea():
        print("tea is ready")

    tea = Process(target=make_tea)
    tea.start()
    tea.join()


if __name__ == "__main__":
    main()
