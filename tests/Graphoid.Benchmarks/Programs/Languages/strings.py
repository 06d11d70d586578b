def run(n):
    s = ""
    for i in range(n): s += "item " + str(i) + ","
    parts = []
    for i in range(n): parts.append("<" + str(i) + ">")
    return [len(s), len("".join(parts))]
print(run(1000000))
