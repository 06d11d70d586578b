from functools import reduce
def run(n):
    total = 0
    for k in range(60):
        xs = list(filter(lambda x: x % 2 == 0, map(lambda x: x * 3 + k, range(n))))
        total = total + reduce(lambda a, b: a + b, xs, 0) + sorted(xs, key=lambda x: 0 - x)[0]
    return total
print(run(50000))
