/** All pages of a List, from one revision. */
export async function listAll<P extends { nextPageToken: string }>(page: (pageToken: string) => Promise<P>): Promise<P[]> {
  const all: P[] = [];
  for (let token = ""; ;) {
    const one = await page(token);
    all.push(one);
    token = one.nextPageToken;
    if (token === "") {
      return all;
    }
  }
}
