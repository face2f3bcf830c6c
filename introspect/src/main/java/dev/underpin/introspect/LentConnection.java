package dev.underpin.introspect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of somebody else's, such as a pool's. When it is closed, the session is given back
 * as it came: whoever gets it next knows nothing of what was set here.
 */
public final class LentConnection implements InvocationHandler {
  /** Gives a session the settings that it had. */
  @FunctionalInterface
  public interface Restore {
    void restore() throws SQLException;
  }

  private final Connection lent;
  private final boolean autoCommit;
  private final Restore restore;
  private boolean closed;

  private LentConnection(Connection lent, boolean autoCommit, Restore restore) {
    this.lent = lent;
    this.autoCommit = autoCommit;
    this.restore = restore;
  }

  /** Keeps in mind what a session has. */
  @FunctionalInterface
  public interface Memory {
    Restore of(Connection lent) throws SQLException;
  }

  /**
   * Borrow a connection, in autocommit.
   *
   * @param memory looks at the settings of the session before anything is set
   */
  public static Connection of(ConnectionSource source, Memory memory) throws SQLException {
    Connection lent = source.lend();
    try {
      boolean autoCommit = lent.getAutoCommit();
      lent.setAutoCommit(true);
      LentConnection handler = new LentConnection(lent, autoCommit, memory.of(lent));
      return (Connection)
          Proxy.newProxyInstance(
              LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    } catch (SQLException | RuntimeException e) {
      lent.close();
      throw e;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        giveBack();
        return null;
      }
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      default -> {
        try {
          return method.invoke(lent, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause() == null ? e : e.getCause();
        }
      }
    }
  }

  private synchronized void giveBack() throws SQLException {
    if (closed) return;
    closed = true;
    try {
      if (!lent.isClosed()) {
        if (!lent.getAutoCommit()) {
          lent.rollback();
          lent.setAutoCommit(true);
        }
        restore.restore();
        lent.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      // A session that cannot be given back as it was is given to nobody.
      lent.abort(Runnable::run);
    } finally {
      lent.close();
    }
  }
}
