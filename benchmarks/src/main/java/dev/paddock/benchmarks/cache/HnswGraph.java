package dev.paddock.benchmarks.cache;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.util.List;

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

  /** A vector as the library takes it. */
  static final class Kept implements Item<Integer, float[]> {
    private static final long serialVersionUID = 1;

    private final int index;
    private final float[] vector;

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
    HnswIndex<Integer, float[], Kept, Float> index =
        HnswIndex.newBuilder(
                Vectors.DIMENSIONS, DistanceFunctions.FLOAT_INNER_PRODUCT, vectors.entries())
            .withM(NEIGHBOURS)
            .withEfConstruction(BUILDING)
            .withEf(SEARCHING)
            .build();
    for (int i = 0; i < vectors.entries(); i++) {
      index.add(new Kept(i, vectors.entry(i)));
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
