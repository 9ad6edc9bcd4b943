# Makes the event files beside this script: one by tensorboardX, as PyTorch writes them, and one with the tensors of TensorFlow 2.
#   pip install tensorboardX==2.6.5 tensorboard==2.21.0 && python make_events.py
import glob
import os
import shutil
import struct

from tensorboardX import SummaryWriter
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.summary.writer.event_file_writer import EventFileWriter

here = os.path.dirname(os.path.abspath(__file__))

folder = os.path.join(here, "x")
with SummaryWriter(folder) as writer:
    for step in range(5):
        writer.add_scalar("loss/train", 1 / (step + 1), step, walltime=1_700_000_000 + step)
    writer.add_scalar("loss/train", float("nan"), 5, walltime=1_700_000_005)
    writer.add_scalar("backwards", 2.5, -3, walltime=1_700_000_006)
    writer.add_histogram("weights", [0.0, 1.0, 2.0], 0, walltime=1_700_000_007)
    writer.add_text("notes", "hello", 0, walltime=1_700_000_008)
shutil.move(glob.glob(folder + "/*tfevents*")[0], os.path.join(here, "tensorboardx.tfevents.bin"))
shutil.rmtree(folder)

folder = os.path.join(here, "tf")
writer = EventFileWriter(folder)
scalars = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"))
FLOAT, DOUBLE, STRING = 1, 2, 7
for step in range(5):
    tensor = TensorProto(dtype=FLOAT, tensor_shape=TensorShapeProto(), float_val=[0.25 * step])
    value = Summary.Value(tag="epoch_loss", metadata=scalars, tensor=tensor)
    writer.add_event(Event(wall_time=1_700_000_000 + step, step=step, summary=Summary(value=[value])))

content = TensorProto(dtype=DOUBLE, tensor_shape=TensorShapeProto(), tensor_content=struct.pack("<d", 0.1))
writer.add_event(Event(wall_time=1_700_000_005, step=7, summary=Summary(value=[Summary.Value(tag="exact", metadata=scalars, tensor=content)])))
vector = TensorProto(dtype=FLOAT, tensor_shape=TensorShapeProto(dim=[TensorShapeProto.Dim(size=2)]), float_val=[1, 2])
writer.add_event(Event(wall_time=1_700_000_006, step=7, summary=Summary(value=[Summary.Value(tag="vector", tensor=vector)])))
text = TensorProto(dtype=STRING, tensor_shape=TensorShapeProto(), string_val=[b"hello"])
writer.add_event(Event(wall_time=1_700_000_007, step=7, summary=Summary(value=[Summary.Value(tag="text", tensor=text)])))
writer.close()
shutil.move(glob.glob(folder + "/*tfevents*")[0], os.path.join(here, "tensorflow2.tfevents.bin"))
shutil.rmtree(folder)
