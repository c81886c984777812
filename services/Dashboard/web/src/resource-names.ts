/** The ID in a resource name, for readers and addresses: "nato" of "organizations/nato". A state's code stays as it is. */
export const idOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
