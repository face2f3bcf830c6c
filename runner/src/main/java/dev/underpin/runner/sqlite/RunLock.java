package dev.underpin.runner.sqlite;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the operating system on a file beside the database. It ends with the process, even
 * one that is killed; a file that such a process left behind locks nobody out.
 *
 * <p>It is not a lock on the database file itself: POSIX gives up all locks of a process on a file
 * as soon as the process closes any handle to it, SQLite's own among them.
 */
final class RunLock {
  private static final String SUFFIX = "-underpin.lock";

  /**
   * What this process itself holds. It must not even open such a file: closing it again would give
   * the lock up.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private @Nullable FileChannel channel;

  private RunLock(Path file) {
    this.file = file;
  }

  static RunLock beside(Path database) {
    return new RunLock(database.toAbsolutePath().resolveSibling(database.getFileName() + SUFFIX));
  }

  /** Take the lock, if nobody has it. */
  boolean take() {
    if (!HELD.add(file)) return false;
    boolean taken = false;
    try {
      taken = open();
      return taken;
    } finally {
      if (!taken) HELD.remove(file);
    }
  }

  private boolean open() {
    try {
      FileChannel opened =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(opened)) {
        channel = opened;
        return true;
      }
      opened.close();
      return false;
    } catch (IOException e) {
      throw new UnderpinException(
          UnderpinException.Kind.FAILED,
          "The lock file " + file + " cannot be made: " + e.getMessage(),
          e);
    }
  }

  private boolean isTaken(FileChannel opened) throws IOException {
    FileLock lock = opened.tryLock();
    // The one before removes the file before it lets go of it: a lock on a file that is no longer
    // there keeps nobody out.
    return lock != null && isSame(opened);
  }

  private boolean isSame(FileChannel opened) throws IOException {
    // Java does not tell a channel's inode. A length given through the channel is seen through the
    // path, or it is another file. Only asked for, never opened: closing a second handle to the
    // file
    // would give up the lock.
    long length = ThreadLocalRandom.current().nextLong(1, 1L << 30);
    opened.truncate(0);
    opened.write(ByteBuffer.allocate(1), length - 1);
    try {
      return Files.size(file) == length;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** True where a run has the lock, this process's own among them. */
  boolean isHeld() {
    if (HELD.contains(file)) return true;
    if (!Files.exists(file)) return false;
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = opened.tryLock()) {
      return free == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      // Gone in this moment, or not ours to open.
      return false;
    }
  }

  /** Who has the lock, in words. */
  String holder() {
    return "a process that holds " + file;
  }

  /** Give the lock back, and leave no file. */
  void release() {
    FileChannel held = channel;
    if (held == null) return;
    channel = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Where an open file cannot be deleted it stays, and does no harm.
    }
    try {
      held.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    } finally {
      HELD.remove(file);
    }
  }
}
