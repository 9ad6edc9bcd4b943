"""Times training steps of a reference net in PyTorch on a CUDA GPU: `python torch_step.py cnn64|cnn32|rnn`, one line of JSON."""
import json
import sys
import time

import torch
from torch import nn

BATCH, STEPS, ROUNDS = 32, 20, 5
net = sys.argv[1]
if not torch.cuda.is_available():
    sys.exit("PyTorch sees no GPU")
device = torch.device("cuda")


class Last(nn.Module):
    """The output of the last step."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][:, -1]


if net == "rnn":
    x = torch.randint(0, 10_000, (BATCH, 100), device=device)
    layers = [nn.Embedding(10_000, 64), Last(nn.LSTM(64, 64, num_layers=2, batch_first=True)), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)]
else:
    side = 64 if net == "cnn64" else 32
    x = torch.rand((BATCH, 3, side, side), device=device)
    layers = []
    for before, filters in ((3, 32), (32, 64), (64, 128)):
        layers += [nn.Conv2d(before, filters, 3), nn.ReLU(), nn.MaxPool2d(2)]
    layers += [nn.Flatten(), nn.LazyLinear(512), nn.ReLU(), nn.Linear(512, 1)]
model = nn.Sequential(*layers).to(device)
y = (torch.arange(BATCH, device=device) % 2).float()[:, None]
model(x)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
loss_of = nn.BCEWithLogitsLoss()


def steps(count):
    for _ in range(count):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        # The trainer that this is compared with looks at every loss, too.
        loss.item()


steps(10)
rounds = []
for _ in range(ROUNDS):
    torch.cuda.synchronize()
    started = time.perf_counter()
    steps(STEPS)
    torch.cuda.synchronize()
    rounds.append(1000 * (time.perf_counter() - started) / STEPS)
print(json.dumps({"ms": min(rounds), "rounds": rounds, "versions": f"PyTorch {torch.__version__} on {torch.cuda.get_device_name()}"}))
