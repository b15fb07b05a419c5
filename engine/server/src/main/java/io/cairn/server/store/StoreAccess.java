package io.cairn.server.store;

import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import scala.concurrent.ExecutionContext;

/** The one store of an actor system: opened by whoever asks first, closed when the system ends. */
final class StoreAccess implements Extension {

  private static final String DISPATCHER = "cairn.store.dispatcher";

  private static final Id ID = new Id();

  private final Store store;
  private final ExecutionContext threads;

  private StoreAccess(ExtendedActorSystem system) {
    this.store = Store.open(StoreSettings.from(system.settings().config()));
    this.threads = system.dispatchers().lookup(DISPATCHER);
    system.registerOnTermination(store::close);
  }

  /** That of a system. */
  static StoreAccess of(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  Store store() {
    return store;
  }

  /** Threads that may wait for the database. */
  ExecutionContext threads() {
    return threads;
  }

  private static final class Id extends AbstractExtensionId<StoreAccess> {
    @Override
    public StoreAccess createExtension(ExtendedActorSystem system) {
      return new StoreAccess(system);
    }

    @Override
    public StoreAccess get(ActorSystem system) {
      return super.get(system);
    }
  }
}
