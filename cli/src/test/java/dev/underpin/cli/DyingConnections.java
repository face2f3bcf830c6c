package dev.underpin.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one run, which can be lost all at once before or after one of its statements
 * that write: what a server sees of a process that is killed. From then on the run can ask and
 * write nothing, whatever its code does about it.
 */
final class DyingConnections {
  private static final String SERVICE =
      "META-INF/services/" + dev.underpin.introspect.Introspector.class.getName();

  /** What only reads, and what the history of a lost run would look the same without. */
  private static final Set<String> READS =
      Set.of("SELECT", "SHOW", "SET", "PRAGMA", "EXPLAIN", "WITH", "VALUES", "ATTACH", "DETACH");

  private static final List<Connection> OPEN = new ArrayList<>();
  private static int written;
  private static int last = Integer.MAX_VALUE;
  private static boolean after;
  private static volatile boolean dead;
  private static volatile @Nullable Thread runs;

  /** What happens in the place of losing the connections. */
  private static @Nullable Runnable stop;

  private DyingConnections() {}

  /** The process is gone. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  /**
   * Run something whose connections are lost.
   *
   * @param statement the number of the statement that writes, from 0
   * @param done true where that statement is still run, and its answer is lost
   * @return how many statements were begun that write
   */
  static synchronized int during(int statement, boolean done, Runnable work) {
    OPEN.clear();
    written = 0;
    last = statement;
    after = done;
    dead = false;
    Thread thread = Thread.currentThread();
    runs = thread;
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(new Services(loader));
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(loader);
      dead = false;
      last = Integer.MAX_VALUE;
    }
    return written;
  }

  /**
   * Run something that is stopped by other means at one of its statements.
   *
   * @param done true where the statement is still run
   */
  static void stopping(int statement, boolean done, Runnable how, Runnable work) {
    stop = how;
    during(statement, done, work);
  }

  static Connection watched(Callable<Connection> open) throws SQLException {
    if (dead) throw new SQLException("killed");
    try {
      Connection real = open.call();
      OPEN.add(real);
      return (Connection) proxy(real, "", Connection.class);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object proxy(Object real, String prepared, Class<?> type) {
    InvocationHandler handler =
        (self, method, arguments) -> call(real, prepared, method, arguments);
    return Proxy.newProxyInstance(
        DyingConnections.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object call(Object real, String prepared, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (dead) {
      if (name.equals("close")) return null;
      if (name.equals("isClosed")) return true;
      if (Thread.currentThread() != runs) throw new SQLException("killed");
      throw new Killed();
    }
    boolean text = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
    String sql = text ? (String) arguments[0] : prepared;
    boolean writes =
        name.startsWith("execute") && real instanceof Statement && !isRead(sql)
            || name.equals("commit")
            || name.equals("executeBatch");
    boolean dies = writes && written++ == last;
    if (dies && !after) kill();
    Object answer;
    try {
      answer = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (dies) kill();
    Class<?> type = method.getReturnType();
    boolean statement = Statement.class.isAssignableFrom(type) && real instanceof Connection;
    return statement ? proxy(answer, text ? sql : "", type) : answer;
  }

  private static boolean isRead(String sql) {
    String first = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    return READS.contains(first);
  }

  private static void kill() throws SQLException {
    Runnable other = stop;
    if (other != null) {
      other.run();
      return;
    }
    dead = true;
    for (Connection connection : OPEN) {
      if (connection.getMetaData().getURL().startsWith("jdbc:sqlite")) connection.close();
      else connection.abort(Runnable::run);
    }
    throw new Killed();
  }

  /** Has other introspectors found in the place of the real ones. */
  private static final class Services extends ClassLoader {
    Services(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (!name.equals(SERVICE)) return super.getResources(name);
      String classes =
          String.join(
              "\n",
              Stream.of(
                      DyingIntrospector.Postgresql.class,
                      DyingIntrospector.Sqlite.class,
                      DyingIntrospector.Mysql.class,
                      DyingIntrospector.MariaDb.class)
                  .map(Class::getName)
                  .toList());
      URLStreamHandler handler =
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
              return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                  return new ByteArrayInputStream(classes.getBytes(StandardCharsets.UTF_8));
                }
              };
            }
          };
      return Collections.enumeration(List.of(new URL(null, "memory:services", handler)));
    }
  }
}
