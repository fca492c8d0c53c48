// node call-gateway.mjs HOST:PORT PROTOS: calls Embed and Match through the gateway with @grpc/grpc-js and prints the replies as JSON.
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [, , address, protos] = process.argv;
const definition = loader.loadSync(
  ['attune/embedding/v1/embedding_service.proto', 'attune/matching/v1/matching_service.proto'],
  { includeDirs: [protos], keepCase: true, enums: String, longs: Number, defaults: true });
const { attune } = grpc.loadPackageDefinition(definition);
const embedding = new attune.embedding.v1.EmbeddingService(address, grpc.credentials.createInsecure());
const matching = new attune.matching.v1.MatchingService(address, grpc.credentials.createInsecure());

const call = (client, method, request) => new Promise((resolve, reject) =>
  client[method](request, { deadline: Date.now() + 60_000 }, (error, reply) => error ? reject(error) : resolve(reply)));

const embed = await call(embedding, 'Embed', { texts: ['late night jazz', 'thrash metal'], input_type: 'INPUT_TYPE_QUERY' });
const first = await call(matching, 'Match', { user_id: 'foreign-client', limit: 3 });
const second = await call(matching, 'Match', { user_id: 'foreign-client', limit: 3 });
const error = await call(embedding, 'Embed', { texts: [] }).then(
  () => { throw new Error('an empty request was accepted'); },
  failure => ({ code: failure.code, message: failure.details, details: failure.metadata.get('grpc-status-details-bin')[0]?.length ?? 0 }));
console.log(JSON.stringify({ embed, first, second, error }));
