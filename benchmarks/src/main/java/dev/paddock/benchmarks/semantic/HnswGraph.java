package dev.paddock.benchmarks.semantic;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Walks through a graph of neighbours and looks at few vectors; it may miss the nearest.
 *
 * @param index of all vectors, in which each has {@value #NEIGHBOURS} neighbours
 */
record HnswGraph(HnswIndex<Integer, float[], HnswGraph.Kept, Float> index) implements NearestEntry {
  private static final int NEIGHBOURS = 16;

  /** How many candidates are kept while the graph is built, and while it is searched. */
  private static final int BUILDING = 100;

  private static final int SEARCHING = 50;

  /** A vector as the library takes it; on disk its index stands for it. */
  static final class Kept implements Item<Integer, float[]> {
    private static final long serialVersionUID = 1;

    private final int index;
    private transient float[] vector;

    Kept(int index, float[] vector) {
      this.index = index;
      this.vector = vector;
    }

    @Override
    public Integer id() {
      return index;
    }

    @Override
    public float[] vector() {
      return vector;
    }

    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  /** Builds the graph, vector by vector, on this thread. */
  static HnswGraph of(Vectors vectors) {
    HnswIndex<Integer, float[], Kept, Float> index = empty(vectors.entries());
    for (int i = 0; i < vectors.entries(); i++) {
      index.add(new Kept(i, vectors.entry(i)));
    }
    return new HnswGraph(index);
  }

  /** Builds the graph on all cores. */
  static HnswGraph onAllCores(Vectors vectors) throws InterruptedException {
    HnswIndex<Integer, float[], Kept, Float> index = empty(vectors.entries());
    index.addAll(
        IntStream.range(0, vectors.entries())
            .mapToObj(i -> new Kept(i, vectors.entry(i)))
            .toList());
    return new HnswGraph(index);
  }

  private static HnswIndex<Integer, float[], Kept, Float> empty(int entries) {
    return HnswIndex.newBuilder(Vectors.DIMENSIONS, DistanceFunctions.FLOAT_INNER_PRODUCT, entries)
        .withM(NEIGHBOURS)
        .withEfConstruction(BUILDING)
        .withEf(SEARCHING)
        .build();
  }

  /** Keeps who is whose neighbour, whole or not at all; the vectors themselves are drawn again. */
  void keep(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    index.save(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The graph of these vectors that {@link #keep} kept.
   *
   * @throws IOException where the file is none, or of another number of vectors
   */
  static HnswGraph kept(Path file, Vectors vectors) throws IOException {
    HnswIndex<Integer, float[], Kept, Float> index = HnswIndex.load(file);
    if (index.size() != vectors.entries()) {
      throw new IOException(
          "%s: a graph of %d vectors, not of %d. Delete it, and it is built again"
              .formatted(file, index.size(), vectors.entries()));
    }
    for (Kept item : index.items()) {
      item.vector = vectors.entry(item.index);
    }
    return new HnswGraph(index);
  }

  @Override
  public int find(float[] asked, float least) {
    List<SearchResult<Kept, Float>> nearest = index.findNearest(asked, 1);
    // Its distance is 1 minus the product.
    return nearest.isEmpty() || 1 - nearest.getFirst().distance() < least
        ? NONE
        : nearest.getFirst().item().id();
  }
}
