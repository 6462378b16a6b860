package dev.stepwise.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.DocValuesConsumer;
import org.apache.lucene.codecs.FieldsConsumer;
import org.apache.lucene.codecs.NormsConsumer;
import org.apache.lucene.codecs.NormsProducer;
import org.apache.lucene.codecs.StoredFieldsWriter;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DocValuesSkipIndexType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.TrackingDirectoryWrapper;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.InfoStream;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of one segment with Lucene's own formats, part by part in the order of the
 * methods here.
 */
final class SegmentFiles {
  private final TrackingDirectoryWrapper directory;
  private final SegmentInfo segment;
  private final FieldInfos fields = new FieldInfos(schema());
  private final SegmentWriteState state;
  private final DocValuesConsumer columns;
  private Map<String, byte[]> lengths = Map.of();

  /** The terms of a field, put in order when they are asked for: one field after the other. */
  interface Words {
    SegmentTerms.Source terms();
  }

  SegmentFiles(Directory into, int documents) throws IOException {
    directory = new TrackingDirectoryWrapper(into);
    segment =
        new SegmentInfo(
            into,
            Version.LATEST,
            Version.LATEST,
            "_0",
            documents,
            false,
            true,
            Codec.getDefault(),
            Map.of(),
            StringHelper.randomId(),
            Map.of(),
            null);
    state =
        new SegmentWriteState(
            InfoStream.NO_OUTPUT, directory, segment, fields, null, IOContext.DEFAULT);
    columns = segment.getCodec().docValuesFormat().fieldsConsumer(state);
  }

  /** The same as {@link IndexWriter} makes of the fields of {@link FileDocuments}. */
  private static FieldInfo[] schema() {
    List<FieldInfo> infos = new ArrayList<>();
    indexed(Fields.KEY, Fields.PRESENT, infos);
    column(Fields.PATH, DocValuesType.SORTED, infos);
    column(Fields.SYMBOLS, DocValuesType.BINARY, infos);
    column(Fields.STATE, DocValuesType.BINARY, infos);
    indexed(Fields.DECLARES, Fields.PRESENT, infos);
    indexed(Fields.NAMES, Fields.EXACT, infos);
    indexed(Fields.CODE, Fields.WORDS, infos);
    indexed(Fields.DOCS, Fields.WORDS, infos);
    return infos.toArray(FieldInfo[]::new);
  }

  private static void indexed(String name, FieldType type, List<FieldInfo> to) {
    add(name, type.omitNorms(), type.indexOptions(), DocValuesType.NONE, to);
  }

  private static void column(String name, DocValuesType type, List<FieldInfo> to) {
    add(name, false, IndexOptions.NONE, type, to);
  }

  private static void add(
      String name,
      boolean omitNorms,
      IndexOptions options,
      DocValuesType column,
      List<FieldInfo> to) {
    to.add(
        new FieldInfo(
            name,
            to.size(),
            false,
            omitNorms,
            false,
            options,
            column,
            DocValuesSkipIndexType.NONE,
            -1,
            new TreeMap<>(),
            0,
            0,
            0,
            0,
            VectorEncoding.FLOAT32,
            VectorSimilarityFunction.EUCLIDEAN,
            false,
            false));
  }

  void column(String field, int[] ords, BytesRef[] values) throws IOException {
    columns.addSortedField(
        fields.fieldInfo(field), SegmentColumns.sorted(values, ords, segment.maxDoc()));
  }

  void column(String field, SegmentColumns.Blobs values) throws IOException {
    columns.addBinaryField(fields.fieldInfo(field), values.producer());
  }

  /** How long each document is in Lucene's short form, by field; 0 where it lacks the field. */
  void lengths(Map<String, byte[]> byField) throws IOException {
    columns.close();
    lengths = byField;
    try (NormsConsumer norms = segment.getCodec().normsFormat().normsConsumer(state)) {
      for (FieldInfo field : fields) {
        if (field.hasNorms()) {
          norms.addNormsField(field, norms());
        }
      }
    }
  }

  private NormsProducer norms() {
    return new SegmentColumns.Norms() {
      @Override
      public NumericDocValues getNorms(FieldInfo field) {
        return new SegmentColumns.Lengths(
            lengths.getOrDefault(field.name, new byte[0]), segment.maxDoc());
      }
    };
  }

  void terms(Map<String, Words> byField) throws IOException {
    Map<String, Words> sorted = new TreeMap<>(byField);
    try (FieldsConsumer consumer = segment.getCodec().postingsFormat().fieldsConsumer(state)) {
      consumer.write(
          new org.apache.lucene.index.Fields() {
            @Override
            public Iterator<String> iterator() {
              return sorted.keySet().iterator();
            }

            @Override
            public @Nullable Terms terms(String field) {
              boolean freqs = fields.fieldInfo(field).getIndexOptions() != IndexOptions.DOCS;
              Words words = sorted.get(field);
              return words == null ? null : new SegmentTerms(words.terms(), freqs);
            }

            @Override
            public int size() {
              return sorted.size();
            }
          },
          norms());
    }
  }

  /** Writes what names all the other files. */
  void finish() throws IOException {
    Codec codec = segment.getCodec();
    try (StoredFieldsWriter stored =
        codec.storedFieldsFormat().fieldsWriter(directory, segment, IOContext.DEFAULT)) {
      for (int doc = 0; doc < segment.maxDoc(); doc++) {
        stored.startDocument(); // nothing is stored, but each document must be there
        stored.finishDocument();
      }
      stored.finish(segment.maxDoc());
    }
    codec.fieldInfosFormat().write(directory, segment, "", fields, IOContext.DEFAULT);
    segment.setFiles(List.copyOf(directory.getCreatedFiles()));
    codec.segmentInfoFormat().write(directory, segment, IOContext.DEFAULT);
    SegmentInfos all = new SegmentInfos(Version.LATEST.major);
    all.add(new SegmentCommitInfo(segment, 0, 0, -1, -1, -1, StringHelper.randomId()));
    all.commit(directory);
  }
}
