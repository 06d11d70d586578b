class Account:
    def __init__(self): self.balance = 0; self.moves = 0
    def deposit(self, n): self.balance = self.balance + n; self.moves = self.moves + 1; return self
    def fee(self): return self.balance * 0.001
class Savings(Account):
    def __init__(self): super().__init__(); self.rate = 0.5
    def fee(self): return super().fee() * self.rate
a = Account(); b = Savings(); total = 0
for i in range(900000):
    a.deposit(i % 10); b.deposit(1)
    total = total + a.fee() + b.fee()
print(a.balance, b.moves, round(total))
