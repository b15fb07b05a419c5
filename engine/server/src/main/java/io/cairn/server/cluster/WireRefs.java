package io.cairn.server.cluster;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Addresses of actors as text. */
record WireRefs(ActorRefResolver resolver) {

  String text(ActorRef<?> ref) {
    return resolver.toSerializationFormat(ref);
  }

  <T> ActorRef<T> ref(String text) {
    return resolver.resolveActorRef(text);
  }
}
