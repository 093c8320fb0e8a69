import { describe } from 'vitest';
import { CoverageBonusMode } from '../../src/gen/inference/inference/params.js';
import { multiModel, nobodyServes } from './multiModel.js';
import { scenario } from './scenario.js';

const covering = { alice: 'n1=qwen:10 n2=llama:10', bob: 'n1=qwen,llama:20', carol: 'n1=qwen:20' };
const both = { qwen: 10, llama: 10 };

/** Everybody weighs 20 in epoch 1, whoever served through PoC, and epoch 1 pays 285e12 at its end. */
const coverageRows = (rewards: string, minted: string): string => `
    height | action                          | expect
    41     | alice mines n1=10 n2=10         | ok
    41     | bob mines n1=20                 | ok
    41     | carol mines n1=20               | ok
    53     | all vote                        | ok
    59     | -                               | weights alice=20 bob=20 carol=20; models llama qwen
    98     | -                               | rewards ${rewards}; minted ${minted}
    `;

describe('who serves every model', () => {
  scenario(
    'gets a tenth on top',
    { nodes: covering, models: both },
    coverageRows('alice=104500000000000 bob=104500000000000 carol=95000000000000', '304000000000000'),
  );

  scenario(
    'gets a tenth more of the same total, where the parameter says so',
    { nodes: covering, models: both, params: multiModel({ coverageBonusMode: CoverageBonusMode.REDISTRIBUTE }) },
    coverageRows('alice=97968750000000 bob=97968750000000 carol=89062500000000', '285000000000000'),
  );
});

describe('what changes in the middle', () => {
  scenario(
    'of an epoch, a node: it works from the next one on',
    { nodes: { alice: 'n1=qwen:10 n2=qwen:10' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice mines n1=10 n2=10         | ok
    53     | all vote                        | ok
    65     | alice diff n3 models=[qwen]     | ok
    65     | alice drops n2                  | ok
    79     | -                               | nodes qwen alice/n1=10 alice/n2=10
    81     | alice mines n1=10 n3=5          | ok
    93     | all vote                        | ok
    98     | -                               | nodes qwen alice/n1=10 alice/n2=10; next nodes qwen alice/n1=10 alice/n3=5
    99     | -                               | nodes qwen alice/n1=10 alice/n3=5
    `,
  );

  scenario(
    'of an epoch, a participant',
    { nodes: { alice: 'n1=qwen:10' }, params: nobodyServes },
    `
    height | action                          | expect
    20     | bob joins                       | ok
    20     | bob diff n1 models=[qwen]       | ok
    20     | bob diff n2 models=[gpt]        | fails inference/1134
    41     | alice mines n1=10               | ok
    41     | bob mines n1=5                  | ok
    53     | all vote                        | ok
    58     | -                               | weights alice=10; next weights alice=10 bob=5
    59     | -                               | weights alice=10 bob=5
    `,
  );

  scenario(
    'of an epoch, a model: the epoch works with its snapshot',
    { nodes: { alice: 'n1=qwen:10' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice mines n1=10               | ok
    53     | all vote                        | ok
    65     | gov model qwen throughput=25    | ok
    66     | -                               | throughput qwen total=100 expected=[0,0] real=[]
    81     | alice mines n1=10               | ok
    93     | all vote                        | ok
    98     | -                               | next throughput qwen total=250 expected=[0,0] real=[]
    `,
  );

  scenario(
    'of PoC, the length of epochs: the next epoch has it',
    { nodes: { alice: 'n1=qwen:10' }, params: nobodyServes },
    `
    height | action                          | expect
    41     | alice mines n1=10               | ok
    45     | gov epoch_length=25             | ok
    53     | all vote                        | ok
    58     | -                               | tells stage=EndOfPoCValidation epoch=1
    59     | -                               | epoch 1
    80     | -                               | tells stage=StartOfPoC epoch=2
    81     | alice mines n1=10               | ok
    93     | all vote                        | ok
    99     | -                               | epoch 2
    105    | -                               | tells stage=StartOfPoC epoch=3
    `,
  );
});
