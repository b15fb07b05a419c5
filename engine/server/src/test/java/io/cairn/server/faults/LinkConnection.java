package io.cairn.server.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection through a link. Confined to the relay's thread. */
final class LinkConnection implements Relay.Party {

  private static final int BUFFER = 1 << 16;

  /** One direction. */
  private static final class Flow {
    final SocketChannel from;
    final SocketChannel to;
    final ByteBuffer held = ByteBuffer.allocate(BUFFER).flip();

    /** Whether {@code from} sends no more. */
    boolean ended;

    /** Whether {@code to} was told so. */
    boolean told;

    Flow(SocketChannel from, SocketChannel to) {
      this.from = from;
      this.to = to;
    }

    boolean wantsToRead() {
      return !ended && held.remaining() < BUFFER / 2;
    }

    void read() throws IOException {
      held.compact();
      int count = from.read(held);
      held.flip();
      ended = count < 0;
    }

    void write() throws IOException {
      to.write(held);
      if (ended && !held.hasRemaining() && !told) {
        to.shutdownOutput();
        told = true;
      }
    }
  }

  private final Link link;
  private final SocketChannel client;
  private final SocketChannel server;
  private final SelectionKey clientKey;
  private final SelectionKey serverKey;
  private final Flow there;
  private final Flow back;

  LinkConnection(Link link, SocketChannel client, InetSocketAddress target) throws IOException {
    this.link = link;
    this.client = client;
    this.server = SocketChannel.open();
    this.there = new Flow(client, server);
    this.back = new Flow(server, client);
    client.configureBlocking(false);
    server.configureBlocking(false);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.setOption(StandardSocketOptions.TCP_NODELAY, true);
    clientKey = client.register(link.relay().selector(), 0, this);
    serverKey = server.register(link.relay().selector(), 0, this);
    try {
      server.connect(target);
    } catch (IOException e) {
      reset();
      throw e;
    }
    update();
  }

  /** Looks anew at what it waits for. */
  void update() {
    if (!client.isOpen() || !server.isOpen()) {
      return;
    }
    if (link.stalled()) {
      clientKey.interestOps(0);
      serverKey.interestOps(0);
    } else if (server.isConnectionPending()) {
      clientKey.interestOps(0);
      serverKey.interestOps(SelectionKey.OP_CONNECT);
    } else {
      clientKey.interestOps(interest(there, back));
      serverKey.interestOps(interest(back, there));
    }
  }

  private static int interest(Flow out, Flow in) {
    return (out.wantsToRead() ? SelectionKey.OP_READ : 0)
        | (in.held.hasRemaining() || in.ended && !in.told ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      if (key.isConnectable()) {
        server.finishConnect();
      } else {
        Flow out = key == clientKey ? there : back;
        Flow in = key == clientKey ? back : there;
        if (key.isReadable()) {
          out.read();
          out.write();
        }
        if (key.isValid() && key.isWritable()) {
          in.write();
        }
      }
      if (there.told && back.told) {
        close();
      } else {
        update();
      }
    } catch (IOException e) {
      reset(); // One end is gone, so the other goes.
    }
  }

  /** Ends it as a network does that loses its state: both ends get a reset. */
  void reset() {
    try {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      server.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Closed already.
      link.over(this);
    }
    close();
  }

  private void close() {
    link.over(this);
    try (client;
        server) {
      clientKey.cancel();
      serverKey.cancel();
    } catch (IOException e) {
      return; // Closed as far as can be.
    }
  }
}
