package dev.stepwise.index;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/**
 * Makes the documents of one file after the other, each only when Lucene asks for it and in the
 * same objects. For one thread.
 */
final class FileDocuments {
  private static final int FILE = -1;

  /** More words are not kept from one file to the next. */
  private static final int MOST_WORDS = 1 << 15;

  private final Vocabulary vocabulary = new Vocabulary();
  private final Prose prose = new Prose(vocabulary);
  private final LineStarts lines = new LineStarts();
  private final WordCount count = new WordCount(vocabulary);
  private final TermBag declared = new TermBag(vocabulary);
  private final TermBag names = new TermBag(vocabulary);
  private final TermBag code = new TermBag(vocabulary);
  private final TermBag docs = new TermBag(vocabulary);
  private final Field declaredField = new Field(Fields.DECLARES, declared, Fields.PRESENT);
  private final Field namesField = new Field(Fields.NAMES, names, Fields.EXACT);
  private final Field codeField = new Field(Fields.CODE, code, Fields.WORDS);
  private final Field docsField = new Field(Fields.DOCS, docs, Fields.WORDS);
  private final Bytes bytes = new Bytes();
  private int stamp;

  private String path = "";
  private char[] text = new char[0];
  private int length;
  private Outline outline = Outline.EMPTY;
  private boolean testFile;
  private boolean document;

  /** Where the text begins that says something. */
  private int begin;

  /** Place of the declaration whose document holds a declaration, {@link #FILE} for the file's. */
  private int[] home = new int[0];

  private final List<Chunk> chunks = new ArrayList<>();

  /**
   * The documents of a file. They are only good until the next one is asked for.
   *
   * @param isDocument whether its text is documentation rather than code
   */
  Iterable<Iterable<IndexableField>> of(
      String newPath, CharBuffer newText, Outline newOutline, FileState state, boolean isDocument) {
    if (vocabulary.size() > MOST_WORDS) {
      vocabulary.clear();
    }
    FileState counted = begin(newPath, newText, newOutline, state, isDocument);
    Field key = new StringField(Fields.KEY, newPath, Field.Store.NO);
    Field sorted = new SortedDocValuesField(Fields.PATH, new BytesRef(newPath));
    return () -> new Documents(key, sorted, counted);
  }

  /** What the documents of many files can be gathered in, see {@link #into}. */
  Bulk bulk() {
    return new Bulk(vocabulary);
  }

  /** The same documents as {@link #of}, put into what {@link #bulk} made. */
  void into(
      Bulk bulk,
      String newPath,
      CharBuffer newText,
      Outline newOutline,
      FileState state,
      boolean isDocument) {
    FileState counted = begin(newPath, newText, newOutline, state, isDocument);
    bytes.clear();
    counted.write(bytes);
    bulk.file(path, bytes.ref());
    for (int place = 0; place < chunks.size(); place++) {
      boolean test = symbols(chunks.get(place), place);
      words(place);
      bulk.document(bytes.ref(), test, declared, names, code, docs);
    }
  }

  private FileState begin(
      String newPath, CharBuffer newText, Outline newOutline, FileState state, boolean isDocument) {
    path = newPath;
    text = newText.array();
    length = newText.length();
    outline = newOutline;
    document = isDocument;
    testFile = TestFiles.isTestFile(newPath);
    lines.read(text, length);
    split();
    begin = begin();
    return state.withLines(lines.count());
  }

  /** Behind the licence, unless it is taken for the documentation of something. */
  private int begin() {
    int end = document ? 0 : LicenseHeader.end(text, length);
    boolean taken = outline.declarations().stream().anyMatch(d -> d.withDoc().start() < end);
    return taken ? 0 : end;
  }

  private void split() {
    List<Declaration> all = outline.declarations();
    home = new int[all.size()];
    chunks.clear();
    chunks.add(new Chunk(FILE, 0, length));
    for (int i = 0; i < home.length; i++) {
      Declaration declaration = all.get(i);
      int outer = declaration.parent() < 0 ? FILE : home[declaration.parent()];
      boolean inCode = outer != FILE && all.get(outer).kind().isCode();
      boolean own =
          declaration.kind().isType()
              || declaration.kind().isCode()
              || declaration.kind() == Kind.MODULE
              || declaration.kind() == Kind.SECTION;
      home[i] = own && !inCode ? i : outer;
      if (home[i] == i) {
        TextRange range = declaration.withDoc();
        chunks.add(new Chunk(i, range.start(), Math.min(length, range.end())));
      }
    }
    chunks.sort(Comparator.comparingInt(Chunk::start));
  }

  private List<IndexableField> document(int place, Field key, Field sorted, FileState state) {
    Chunk chunk = chunks.get(place);
    List<IndexableField> fields = new ArrayList<>(9);
    fields.add(key);
    fields.add(sorted);
    boolean test = symbols(chunk, place);
    fields.add(new BinaryDocValuesField(Fields.SYMBOLS, BytesRef.deepCopyOf(bytes.ref())));
    if (test) {
      fields.add(new StringField(Fields.KEY, Fields.ANY_TEST, Field.Store.NO));
    }
    if (chunk.declaration == FILE) {
      fields.add(new StringField(Fields.KEY, Fields.ANY_FILE, Field.Store.NO));
      fields.add(new StringField(Fields.KEY, Fields.FILE_OF + path, Field.Store.NO));
      bytes.clear();
      state.write(bytes);
      fields.add(new BinaryDocValuesField(Fields.STATE, BytesRef.deepCopyOf(bytes.ref())));
    }
    words(place);
    if (!declared.isEmpty()) {
      fields.add(declaredField);
    }
    if (!names.isEmpty()) {
      fields.add(namesField);
    }
    if (!code.isEmpty()) {
      fields.add(codeField);
    }
    if (!docs.isEmpty()) {
      fields.add(docsField);
    }
    return fields;
  }

  /** Writes the symbols of a chunk; answers whether it is a test. */
  private boolean symbols(Chunk chunk, int place) {
    bytes.clear();
    declared.begin(++stamp);
    boolean test = false;
    if (chunk.declaration == FILE) {
      SymbolCodec.write(fileSymbol(), bytes);
    } else {
      Symbol symbol = symbol(outline.declarations().get(chunk.declaration));
      test = symbol.test() && symbol.kind().isCode();
      SymbolCodec.write(symbol, bytes);
      declare(symbol.name());
    }
    int first = chunk.declaration == FILE ? 0 : chunk.declaration + 1;
    for (int i = first; i < home.length && inside(i, chunk, place); i++) {
      if (home[i] == chunk.declaration && i != chunk.declaration) {
        Symbol member = symbol(outline.declarations().get(i));
        SymbolCodec.write(member, bytes);
        declare(member.name());
      }
    }
    return test;
  }

  private boolean inside(int declaration, Chunk chunk, int place) {
    return place == 0
        || chunk.declaration == FILE
        || outline.declarations().get(declaration).range().start() < chunk.end;
  }

  private void declare(String name) {
    char[] chars = name.toCharArray();
    declared.mark(vocabulary.of(chars, 0, chars.length), 1);
  }

  private Symbol fileSymbol() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    TextRange all = new TextRange(0, length);
    return new Symbol(
        path,
        Kind.MODULE,
        name,
        "",
        name,
        "",
        Optional.empty(),
        all,
        Optional.empty(),
        0,
        0,
        false);
  }

  private Symbol symbol(Declaration declaration) {
    String container =
        declaration.parent() < 0
            ? ""
            : outline.qualifiedName(outline.declarations().get(declaration.parent()));
    int name = declaration.nameRange().start();
    int line = lines.line(name);
    return new Symbol(
        path,
        declaration.kind(),
        declaration.name(),
        container,
        declaration.signature(),
        declaration.doc().map(doc -> DocText.summary(text, doc.start(), doc.end())).orElse(""),
        declaration.doc(),
        declaration.range(),
        declaration.body(),
        line,
        lines.column(name),
        TestFiles.isTest(declaration, testFile));
  }

  /** Fills the bags with the words of a chunk. */
  private void words(int place) {
    Chunk chunk = chunks.get(place);
    List<TextRange> own = ownRanges(place);
    List<TextRange> docRanges = docRanges(chunk, place);
    names.begin(++stamp);
    count.begin(++stamp);
    if (!document) {
      int mention = outline.mentions().firstFrom(chunk.start);
      for (TextRange range : own) {
        int from = range.start();
        for (TextRange doc : docRanges) {
          if (doc.start() >= from && doc.end() <= range.end()) {
            mention = code(from, doc.start(), mention);
            from = doc.end();
          }
        }
        mention = code(from, range.end(), mention);
      }
    }
    code.begin(++stamp);
    count.into(code);
    count.begin(++stamp);
    docRanges.forEach(range -> prose.count(text, range.start(), range.end(), count));
    if (document) {
      own.forEach(range -> prose.count(text, range.start(), range.end(), count));
    }
    docs.begin(++stamp);
    count.into(docs);
  }

  private int code(int from, int to, int firstMention) {
    int first = firstMention;
    Mentions mentions = outline.mentions();
    while (first < mentions.size() && mentions.start(first) < from) {
      first++;
    }
    return prose.countCode(text, from, to, count, mentions, first, names);
  }

  /** The text of a chunk without that of the chunks in it. */
  private List<TextRange> ownRanges(int place) {
    Chunk chunk = chunks.get(place);
    List<TextRange> ranges = new ArrayList<>();
    int from = chunk.declaration == FILE && !document ? begin : chunk.start;
    for (int i = place + 1; i < chunks.size() && chunks.get(i).start < chunk.end; i++) {
      Chunk inner = chunks.get(i);
      if (inner.start >= from) {
        ranges.add(new TextRange(from, inner.start));
        from = Math.min(chunk.end, inner.end);
      }
    }
    if (from < chunk.end) {
      ranges.add(new TextRange(from, chunk.end));
    }
    return ranges;
  }

  private List<TextRange> docRanges(Chunk chunk, int place) {
    List<TextRange> ranges = new ArrayList<>();
    int first = chunk.declaration == FILE ? 0 : chunk.declaration;
    for (int i = first; i < home.length && inside(i, chunk, place); i++) {
      if (home[i] == chunk.declaration) {
        outline.declarations().get(i).doc().ifPresent(ranges::add);
      }
    }
    ranges.sort(Comparator.comparingInt(TextRange::start));
    return ranges;
  }

  private record Chunk(int declaration, int start, int end) {}

  private final class Documents implements Iterator<Iterable<IndexableField>> {
    private final Field key;
    private final Field sorted;
    private final FileState state;
    private int next;

    Documents(Field key, Field sorted, FileState state) {
      this.key = key;
      this.sorted = sorted;
      this.state = state;
    }

    @Override
    public boolean hasNext() {
      return next < chunks.size();
    }

    @Override
    public Iterable<IndexableField> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return document(next++, key, sorted, state);
    }
  }
}
