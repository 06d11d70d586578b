def run(n):
    total = 0
    i = 0
    while i < n:
        if i % 3 == 0: total = total + i * 2
        else: total = total - 1
        i = i + 1
    for k in range(n): total = total + k % 7
    return total
print(run(8000000))
