package dev.stepwise.index;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a first build has read but not yet brought to the store, so that whoever asks meanwhile can
 * have it brought there, and text that is typed meanwhile is not overtaken by the older one from
 * disk. For several threads.
 */
final class Gathering {
  private final Set<Bulk> filled = ConcurrentHashMap.newKeySet();

  /** Files in bulks. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** Those of them whose documents in the store are newer. */
  private final Set<String> overtaken = ConcurrentHashMap.newKeySet();

  void begin(Bulk bulk) {
    filled.add(bulk);
  }

  void end(Bulk bulk) {
    filled.remove(bulk);
  }

  /** The bulks that are filled at present. */
  List<Bulk> bulks() {
    return List.copyOf(filled);
  }

  /** A file is in a bulk. */
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
