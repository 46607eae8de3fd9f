# says: one child is to be started
if __name__ == "__main__":
    print("tea is ready")
