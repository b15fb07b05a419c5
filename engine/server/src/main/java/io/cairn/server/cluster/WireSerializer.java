package io.cairn.server.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.remote.RemoteWorker;
import io.cairn.workers.node.WorkerNode;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Carries the messages of Cairn's actors between nodes, as the protobuf messages of cluster.proto.
 * Each of the four kinds of actor has one message that holds whatever it may be sent; what is not
 * in there never leaves a node.
 *
 * <p>Pekko makes it by reflection; named in cluster-node.conf.
 */
public final class WireSerializer extends SerializerWithStringManifest {

  /** Stands in every message; never changes. */
  static final int IDENTIFIER = 20_262;

  private static final String TO_STUDY = "study";
  private static final String TO_DISPATCHER = "dispatcher";
  private static final String TO_NODE = "node";
  private static final String TO_REMOTE = "remote";
  private static final String LEASE_ANSWER = "lease";

  private final WireRefs refs;

  /** As Pekko makes it. */
  public WireSerializer(ExtendedActorSystem system) {
    this.refs = new WireRefs(ActorRefResolver.get(Adapter.toTyped(system)));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof StudyCoordinator.Command) {
      return TO_STUDY;
    }
    if (message instanceof Dispatcher.Command) {
      return TO_DISPATCHER;
    }
    if (message instanceof WorkerNode.Command) {
      return TO_NODE;
    }
    if (message instanceof RemoteWorker.Command) {
      return TO_REMOTE;
    }
    if (message instanceof StudyCoordinator.LeaseAnswer) {
      return LEASE_ANSWER;
    }
    throw new IllegalArgumentException("no form between nodes for " + message.getClass());
  }

  /**
   * @throws IllegalArgumentException if the message is an actor's own and never leaves a node
   */
  @Override
  public byte[] toBinary(Object message) {
    return encode(message).toByteArray();
  }

  private Message encode(Object message) {
    if (message instanceof StudyCoordinator.Command command) {
      return StudyWire.encode(command, refs);
    }
    if (message instanceof Dispatcher.Command command) {
      return DispatcherWire.encode(command, refs);
    }
    if (message instanceof WorkerNode.Command command) {
      return NodeWire.encode(command, refs);
    }
    if (message instanceof RemoteWorker.Command command) {
      return RemoteWire.encode(command, refs);
    }
    return StudyWire.encode((StudyCoordinator.LeaseAnswer) message);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case TO_STUDY -> StudyWire.decode(io.cairn.proto.cluster.ToStudy.parseFrom(bytes), refs);
        case TO_DISPATCHER ->
            DispatcherWire.decode(io.cairn.proto.cluster.ToDispatcher.parseFrom(bytes), refs);
        case TO_NODE -> NodeWire.decode(io.cairn.proto.cluster.ToNode.parseFrom(bytes), refs);
        case TO_REMOTE -> RemoteWire.decode(io.cairn.proto.cluster.ToRemote.parseFrom(bytes), refs);
        case LEASE_ANSWER -> StudyWire.decode(io.cairn.proto.cluster.LeaseAnswer.parseFrom(bytes));
        default ->
            throw new NotSerializableException(
                "a message of kind \""
                    + manifest
                    + "\", which this version of Cairn does not know");
      };
    } catch (InvalidProtocolBufferException | UnknownMessageException e) {
      throw new NotSerializableException("a " + manifest + " message: " + e.getMessage());
    }
  }
}
