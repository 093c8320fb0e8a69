import { describe } from 'vitest';
import { multiModel, nobodyServes } from './multiModel.js';
import { scenario } from './scenario.js';

describe('from nonces to nodes at work', () => {
  scenario(
    'an epoch of one participant',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10' } },
    `
    height | action                          | expect
    2      | -                               | epoch 0; weights alice=40; slots qwen alice/n1=[1,0] alice/n2=[1,0]
    39     | -                               | chosen qwen 300 of 200; slots qwen alice/n1=[1,1] alice/n2=[1,0]
    40     | -                               | tells stage=StartOfPoC epoch=1
    41     | alice mines n2=7                | ok
    53     | all vote                        | ok
    58     | -                               | tells next_epoch_ready epoch=1 participants=1 models=qwen
    58     | -                               | next weights alice=37; next nodes qwen alice/n1=30 alice/n2=7; epoch 0
    59     | -                               | tells stage=SetNewValidators; epoch 1; slots qwen alice/n1=[1,0] alice/n2=[1,0]
    `,
  );

  scenario(
    'windows open one block after their stage',
    { nodes: { alice: 'n1=qwen:30' } },
    `
    height | action                          | expect
    40     | alice batch n1 nonces=1         | fails inference/1128; tells stage=StartOfPoC
    41     | alice batch n1 nonces=1         | ok
    52     | alice batch n1 nonces=1         | ok
    52     | all vote                        | fails inference/1108
    53     | alice batch n1 nonces=1         | fails inference/1108
    53     | all vote                        | ok
    58     | all vote                        | ok
    59     | all vote                        | fails inference/1108
    `,
  );

  scenario(
    'several models: a node is under each that it declares, and works until PoC for the first',
    { nodes: { alice: 'n1=qwen:30 n2=llama,qwen:10' }, models: { llama: 5, qwen: 10 }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice mines n1=30 n2=10         | ok
    53     | all vote                        | ok
    58     | -                               | next models llama qwen
    58     | -                               | next slots llama alice/n2=[1,0]; next slots qwen alice/n1=[1,0] alice/n2=[0,0]
    58     | -                               | next nodes qwen alice/n1=30 alice/n2=10; next weights alice=40
    `,
  );
});

describe('nodes that serve through PoC', () => {
  scenario(
    'are drawn until half of the throughput is reached',
    { nodes: { alice: 'n1=qwen:10 n2=qwen:10', bob: 'n1=qwen:10', carol: 'n1=qwen:10' } },
    `
    height | action                          | expect
    38     | -                               | epoch 0
    39     | -                               | chosen qwen 200 of 200
    `,
  );

  scenario(
    'may overshoot with the last one, and are all that there are when more is missing',
    {
      nodes: { alice: 'n1=qwen:10 n2=qwen:10 n3=qwen:10', bob: 'n1=llama:10 n2=llama:10' },
      models: { qwen: 10, llama: 3 },
    },
    `
    height | action                          | expect
    38     | bob drops n1                    | ok
    38     | bob diff n2 models=[qwen]       | ok
    39     | -                               | chosen qwen 200 of 150
    39     | -                               | chosen llama 0 of 30; skipped llama bob/n1: removed, bob/n2: models changed
    `,
  );

  scenario(
    'have no change pending: each of these waits for the next epoch',
    { nodes: { alice: 'n1=qwen:10 n2=qwen:10 n3=qwen:10 n4=qwen:10 n5=qwen:10' }, models: { qwen: 10, llama: 10 } },
    `
    height | action                                  | expect
    20     | alice diff n1 models=[qwen,llama]       | ok
    20     | alice diff n2 models=[qwen] status=STOPPED | ok
    20     | alice diff n3 models=[qwen] status=FAILED  | ok
    20     | alice drops n4                          | ok
    20     | alice diff n6 models=[qwen]             | ok
    39     | -                                       | chosen qwen 100 of 250
    39     | -                                       | skipped qwen alice/n1: models changed, alice/n2: stopped, alice/n3: failed, alice/n4: removed
    39     | -                                       | slots qwen alice/n1=[1,0] alice/n2=[1,0] alice/n3=[1,0] alice/n4=[1,0] alice/n5=[1,1]
    `,
  );

  scenario(
    'keep their weight and owe no nonces; what they send all the same is not counted',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10' } },
    `
    height | action                          | expect
    39     | -                               | slots qwen alice/n1=[1,1] alice/n2=[1,0]
    41     | alice mines n1=99 n2=7          | ok
    53     | all vote                        | ok
    58     | -                               | tells node_id=n1 reason=node serves inference of qwen through PoC
    58     | -                               | next weights alice=37; next nodes qwen alice/n1=30 alice/n2=7
    `,
  );

  scenario(
    'of somebody else with the same id do not stand in the way',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10', bob: 'n1=llama:5 n2=llama:30' }, models: { qwen: 10, llama: 10 } },
    `
    height | action                          | expect
    39     | -                               | slots qwen alice/n1=[1,1] alice/n2=[1,0]; slots llama bob/n1=[1,1] bob/n2=[1,1]
    41     | alice mines n1=9 n2=7           | ok
    41     | bob mines n1=9 n2=9             | ok
    53     | all vote                        | ok
    58     | -                               | next weights alice=37 bob=35
    `,
  );

  scenario(
    'keep their weight even when their owner sends nothing but a seed',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10' } },
    `
    height | action                          | expect
    41     | alice seeds                     | ok
    58     | -                               | next weights alice=30; next nodes qwen alice/n1=30
    `,
  );
});

describe('nonces', () => {
  scenario(
    'stay with the node that sent them',
    { nodes: { alice: 'n1=qwen:1 n2=qwen:1' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice batch n2 nonces=4         | ok
    42     | alice mines n1=3 n2=2           | ok
    53     | all vote                        | ok
    58     | -                               | next nodes qwen alice/n1=3 alice/n2=6; next weights alice=9
    `,
  );

  scenario(
    'count once for a participant, for the node that sent them first, and again for another participant',
    { nodes: { alice: 'n1=qwen:1 n2=qwen:1', bob: 'n1=qwen:1' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice batch n1 nonces=1..10     | ok
    41     | alice batch n2 nonces=5..15     | ok
    41     | alice batch n1 nonces=1..10     | ok
    41     | bob batch n1 nonces=1..10       | ok
    41     | alice seeds                     | ok
    41     | bob seeds                       | ok
    53     | all vote                        | ok
    58     | -                               | next weights alice=15 bob=10; next nodes qwen alice/n1=10 alice/n2=5 bob/n1=10
    `,
  );

  scenario(
    'of batches without a node are shared evenly, the remainder one by one',
    { nodes: { alice: 'n1=qwen:1 n2=qwen:1 n3=qwen:1' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice batch - nonces=11         | ok
    41     | alice seeds                     | ok
    53     | all vote                        | ok
    58     | -                               | next weights alice=11; next nodes qwen alice/n1=4 alice/n2=4 alice/n3=3
    `,
  );

  scenario(
    'of batches without a node pass over nodes that served',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:1 n3=qwen:1' } },
    `
    height | action                          | expect
    39     | -                               | slots qwen alice/n1=[1,1] alice/n2=[1,0] alice/n3=[1,0]
    41     | alice batch - nonces=11         | ok
    41     | alice seeds                     | ok
    53     | all vote                        | ok
    58     | -                               | next weights alice=41; next nodes qwen alice/n1=30 alice/n2=6 alice/n3=5
    `,
  );
});

describe('throughput', () => {
  scenario(
    'is expected and measured per slot',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10' } },
    `
    height | action                          | expect
    2      | -                               | throughput qwen total=400 expected=[400,0] real=[]
    10     | alice serves qwen tokens=500    | ok
    30     | alice serves qwen tokens=70     | ok
    38     | -                               | throughput qwen total=400 expected=[400,0] real=[]
    39     | -                               | throughput qwen total=400 expected=[400,70] real=[570,0]
    41     | alice mines n2=7                | ok
    45     | alice serves qwen tokens=9      | ok
    53     | all vote                        | ok
    58     | -                               | throughput qwen total=400 expected=[400,70] real=[570,9]
    58     | -                               | next throughput qwen total=370 expected=[570,9] real=[]
    79     | -                               | throughput qwen total=370 expected=[570,0] real=[0,0]
    `,
  );

  scenario(
    'below expectation lowers kept weights only where the parameter says so',
    { nodes: { alice: 'n1=qwen:30 n2=qwen:10' }, params: multiModel({ throughputValidationEnabled: true }) },
    `
    height | action                          | expect
    30     | alice serves qwen tokens=100    | ok
    41     | alice mines n2=7                | ok
    45     | alice serves qwen tokens=50     | ok
    53     | all vote                        | ok
    58     | -                               | next weights alice=22; next nodes qwen alice/n1=15 alice/n2=7
    `,
  );
});
