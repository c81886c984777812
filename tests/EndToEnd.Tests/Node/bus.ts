import { fromBinary } from "@bufbuild/protobuf";
import { connect } from "amqplib";
import { ChangeKind } from "./gen/kosovonato/changes/v1/changes_pb.js";
import { RecognitionsChangedSchema } from "./gen/kosovonato/recognitions/v1/watch_pb.js";

// If the broker goes away, this process ends. Let a supervisor restart it.
const connection = await connect(process.env.BROKER ?? "amqp://127.0.0.1");
const channel = await connection.createChannel();

// The exchange has the name of the message. The first client declares it, with exactly these arguments.
const exchange = RecognitionsChangedSchema.typeName;
await channel.assertExchange(exchange, "fanout", { durable: true });

// Your own queue, with a name of your choice. It collects messages while you are away.
const queue = "dashboard.recognitions";
await channel.assertQueue(queue, { durable: true, arguments: { "x-queue-type": "quorum", "x-single-active-consumer": true } });
await channel.bindQueue(queue, exchange, "");
await channel.prefetch(16);

let [store, newest] = ["", 0n];
await channel.consume(queue, (delivery) => {
  if (!delivery) {
    throw new Error(`${queue} was deleted.`);
  }
  const { revision, changes } = fromBinary(RecognitionsChangedSchema, delivery.content);
  const from = String(delivery.properties.headers?.["cloudEvents:id"]).split("/")[1];
  if (from !== store || revision > newest) {
    if (from !== store || revision > newest + 1n) {
      console.log(`before ${revision}: ask the service`); // At the beginning, and when something was missed.
    }
    for (const { name, kind } of changes) {
      console.log(`${name} ${ChangeKind[kind]} in ${revision}`);
    }
    [store, newest] = [from, revision];
  }
  channel.ack(delivery); // Acknowledge last: if the process ends before, the message is delivered again.
});
console.log(`reading ${queue}`);
