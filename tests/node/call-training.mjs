// node call-training.mjs HOST:PORT PROTOS: retrains, predicts and asks for the status through the gateway with @grpc/grpc-js and prints the replies as JSON.
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [, , address, protos] = process.argv;
const definition = loader.loadSync(
  ['attune/training/v1/training_service.proto'], { includeDirs: [protos], keepCase: true, enums: String, longs: Number, defaults: true, oneofs: true });
const { attune } = grpc.loadPackageDefinition(definition);
const training = new attune.training.v1.TrainingService(address, grpc.credentials.createInsecure());

const call = (method, request) => new Promise((resolve, reject) =>
  training[method](request, { deadline: Date.now() + 60_000 }, (error, reply) => error ? reject(error) : resolve(reply)));

const follow = request => new Promise((resolve, reject) => {
  const replies = [];
  training.Retrain(request, { deadline: Date.now() + 150_000 }).on('data', reply => replies.push(reply)).on('error', reject).on('end', () => resolve(replies));
});

const retrain = await follow({ seed: 7, force: true, reason: 'a client of another make' });
const predict = await call('Predict', {
  inputs: [
    { features: { values: Array(15).fill(0.5) } },
    { named: { values: { likeRate: 0.12 } } },
    { video: { views: 1000, likes: 120, shares: 9, hashtags: ['a', 'b'] } },
    { pipeline: { hook_score: 0.9 } },
  ],
});
const status = await call('GetStatus', {});
const error = await call('Predict', { inputs: [{ features: { values: [1, 2] } }] }).then(
  () => { throw new Error('two features were accepted'); },
  failure => ({ code: failure.code, message: failure.details, details: failure.metadata.get('grpc-status-details-bin')[0]?.length ?? 0 }));
console.log(JSON.stringify({ retrain, predict, status, error }));
