package dev.underpin.introspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix socket as the drivers want it: {@link Socket} has none, and the channel that has reads
 * without a limit of time. Reading and writing may happen in two threads.
 */
public final class UnixSocket extends Socket {
  private final Path path;
  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private volatile int timeout;

  /** The socket at this path, not connected yet. */
  public UnixSocket(Path path) throws IOException {
    this.path = path;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    this.readable = Selector.open();
    this.writable = Selector.open();
  }

  /** One that is connected. */
  public static UnixSocket connected(Path path) throws IOException {
    UnixSocket socket = new UnixSocket(path);
    socket.connect();
    return socket;
  }

  /** Connect to the path; an address has no meaning here. */
  @Override
  public void connect(SocketAddress address, int limit) throws IOException {
    connect();
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect();
  }

  private void connect() throws IOException {
    if (channel.isConnected()) return;
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IllegalArgumentException e) {
      throw new SocketException("No such file or directory: " + path);
    }
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) return 0;
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      int read = channel.read(buffer);
      while (read == 0) {
        await(readable, timeout);
        read = channel.read(buffer);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) await(writable, 0);
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  /** Until the channel is ready, for so many milliseconds; 0 for as long as it takes. */
  private static void await(Selector selector, int limit) throws IOException {
    try {
      int ready = selector.select(limit);
      selector.selectedKeys().clear();
      if (!selector.isOpen()) throw new SocketException("Socket closed");
      if (ready == 0 && limit > 0) throw new SocketTimeoutException("Read timed out");
    } catch (ClosedSelectorException e) {
      throw new SocketException("Socket closed");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    readable.close();
    writable.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isBound() {
    return channel.isConnected();
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void setSoTimeout(int milliseconds) {
    timeout = milliseconds;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  // What TCP has is not needed on a socket of this machine.

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoLinger(boolean on, int seconds) {}

  @Override
  public void setReuseAddress(boolean on) {}

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getSendBufferSize() {
    return 8192;
  }

  @Override
  public int getReceiveBufferSize() {
    return 8192;
  }

  @Override
  public void setTrafficClass(int trafficClass) {}
}
