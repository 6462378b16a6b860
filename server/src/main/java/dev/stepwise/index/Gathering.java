package dev.stepwise.index;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a first build has read but not yet brought to the store: whoever asks meanwhile can have it
 * brought there, and text that is typed meanwhile is not overtaken by the older one from disk.
 */
final class Gathering {
  /** The bulks that are filled at present; guarded by this, as the next. */
  private final Set<Bulk> filled = new HashSet<>();

  /** Those of them that were asked to be brought to the store. */
  private final Set<Bulk> asked = new HashSet<>();

  private volatile boolean anyAsked;

  /** Files in bulks. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** Those of them whose documents in the store are newer. */
  private final Set<String> overtaken = ConcurrentHashMap.newKeySet();

  synchronized void begin(Bulk bulk) {
    filled.add(bulk);
  }

  synchronized void end(Bulk bulk) {
    filled.remove(bulk);
    brought(bulk);
  }

  /** Whether a bulk must be brought to the store before anything else. */
  boolean isAsked(Bulk bulk) {
    return anyAsked && isAmongAsked(bulk);
  }

  private synchronized boolean isAmongAsked(Bulk bulk) {
    return asked.contains(bulk);
  }

  synchronized void brought(Bulk bulk) {
    asked.remove(bulk);
    anyAsked = !asked.isEmpty();
    notifyAll();
  }

  /** Has all that is gathered brought to the store, and waits until it is there. */
  synchronized void await() throws InterruptedException {
    asked.addAll(filled);
    anyAsked = !asked.isEmpty();
    while (anyAsked) {
      wait();
    }
  }

  void add(String path) {
    pending.add(path);
  }

  /** Newer text of a file is on its way to the store. */
  void overtake(String path) {
    if (pending.contains(path)) {
      overtaken.add(path);
    }
  }

  /** A file of a bulk has come to the store; answers whether newer text came there before it. */
  boolean remove(String path) {
    pending.remove(path);
    return overtaken.remove(path);
  }
}
